package dev.spillway.provisioner.repeat;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.secret.AnswerCipher;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.provisioner.keys.TenantKeys;
import dev.spillway.provisioner.rows.Rows;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers the answers of calls that may be repeated. A call is claimed first in its transaction:
 * of calls that come at the same time one goes on, and the others wait at the unique key until it
 * is done. A call that fails leaves no claim. Thread-safe.
 */
@Component
public class Repetitions {

    private final OpsRequests requests;
    private final Rows rows;
    private final TenantKeys keys;
    private final JsonMapper json;
    private final Clock clock;

    Repetitions(OpsRequests requests, Rows rows, TenantKeys keys, JsonMapper json, Clock clock) {
        this.requests = requests;
        this.rows = rows;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The answer of the same call made earlier.
     *
     * @throws ProblemException {@code idempotency_key_reused} if that was another request
     */
    public <T> Optional<T> earlier(Call call, Class<T> type) {
        return requests.findById(call.key()).map(request -> open(request, call, type));
    }

    /**
     * Claims a call for this transaction.
     *
     * @param dataKey of the tenant that the call makes
     * @throws org.springframework.dao.DuplicateKeyException if it was made meanwhile; the
     *     transaction can only be rolled back then
     */
    public Claim claim(Call call, TenantKey dataKey) {
        OpsRequest request =
                new OpsRequest(
                        call.key(),
                        AnswerCipher.fingerprint(dataKey, call.request()),
                        dataKey.tenantId(),
                        clock.instant());
        rows.insert(request);
        return answer -> request.answered(seal(answer, call, dataKey));
    }

    /** A call that is being made. */
    public interface Claim {

        /** Keeps what the call answers, in the transaction that claimed it. */
        void answer(Object answer);
    }

    /** The version of the key stands in front, so that answers outlive a rotation. */
    private byte[] seal(Object answer, Call call, TenantKey key) {
        byte[] sealed = AnswerCipher.seal(key, call.key(), json.writeValueAsBytes(answer));
        return ByteBuffer.allocate(Integer.BYTES + sealed.length)
                .putInt(key.version())
                .put(sealed)
                .array();
    }

    private <T> T open(OpsRequest request, Call call, Class<T> type) {
        ByteBuffer stored = ByteBuffer.wrap(request.answer());
        TenantKey key = keys.dataKey(request.tenantId(), stored.getInt());
        byte[] fingerprint = AnswerCipher.fingerprint(key, call.request());
        if (!MessageDigest.isEqual(fingerprint, request.fingerprint())) {
            throw new ProblemException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED, "Send a new key with a new request.");
        }
        byte[] sealed = new byte[stored.remaining()];
        stored.get(sealed);
        return json.readValue(AnswerCipher.open(key, call.key(), sealed), type);
    }
}
