package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Several ways in which one vendor signs, of which one is enough: with another kind of key, or in
 * another header. Only those count for which a source has credentials.
 *
 * @param alternatives the vendor's first choice first; all have the same message id
 */
record AnyOfScheme(String name, List<MessageScheme> alternatives) implements SignatureScheme {

    @Override
    public Set<String> credentials() {
        return union(alternatives.stream().map(SignatureScheme::credentials));
    }

    @Override
    public Set<String> headers() {
        return union(alternatives.stream().map(SignatureScheme::headers));
    }

    private static Set<String> union(Stream<Set<String>> sets) {
        Set<String> all = new LinkedHashSet<>();
        sets.forEach(all::addAll);
        return all;
    }

    @Override
    public boolean timestamped() {
        return first().timestamped();
    }

    @Override
    public boolean coversBody() {
        return alternatives.stream().allMatch(SignatureScheme::coversBody);
    }

    @Override
    public boolean symmetric() {
        return first().symmetric();
    }

    @Override
    public Optional<String> messageId(SignedRequest request) {
        return first().messageId(request);
    }

    @Override
    public boolean coversMessageId() {
        return alternatives.stream().allMatch(SignatureScheme::coversMessageId);
    }

    private MessageScheme first() {
        return alternatives.getFirst();
    }

    /** Where there is no credential at all, the vendor's first choice says what it wants. */
    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        List<MessageScheme> used = used(credentials);
        return (used.isEmpty() ? List.of(first()) : used)
                .stream().flatMap(scheme -> scheme.check(credentials).stream()).distinct().toList();
    }

    private List<MessageScheme> used(Credentials credentials) {
        return alternatives.stream()
                .filter(scheme ->
                        scheme.credentials().stream()
                                .anyMatch(name -> credentials.find(name).isPresent()))
                .toList();
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        List<Verifier> verifiers =
                used(credentials).stream()
                        .map(scheme -> scheme.verifier(credentials, tolerance))
                        .toList();
        return (request, now) -> verdict(verifiers, request, now);
    }

    /** The refusal that came furthest is the one that helps: a wrong time needs a right key. */
    private static Verdict verdict(List<Verifier> verifiers, SignedRequest request, Instant now) {
        Reason reason = Reason.SIGNATURE_MISSING;
        for (Verifier verifier : verifiers) {
            Verdict verdict = verifier.verify(request, now);
            if (!(verdict instanceof Verdict.Refused(Reason refusal))) {
                return verdict;
            }
            reason = refusal.compareTo(reason) > 0 ? refusal : reason;
        }
        return Verdict.refused(reason);
    }

    @Override
    public Signer signer(Credentials credentials) {
        List<MessageScheme> used = used(credentials);
        return (used.isEmpty() ? first() : used.getFirst()).signer(credentials);
    }
}
