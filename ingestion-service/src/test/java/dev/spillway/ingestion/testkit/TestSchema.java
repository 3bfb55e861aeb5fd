package dev.spillway.ingestion.testkit;

import dev.spillway.localcloud.junit.TestDatabase;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.plan.Plan;
import dev.spillway.platform.schema.DatabaseAccount;
import dev.spillway.platform.schema.SchemaMigration;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.platform.tenancy.TenantBinding;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The real schema on a test's database, with tenants and sources as the provisioner makes them. */
public final class TestSchema {

    public static final String WRAPPING_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    public static final String PASSWORD = "for tests only";

    private final TestDatabase database;
    private final JdbcClient owner;
    private final KeyWrapper wrapper = LocalKeyWrapper.of(WRAPPING_KEY);
    private final Map<UUID, TenantKey> keys = new ConcurrentHashMap<>();

    private TestSchema(TestDatabase database, DriverManagerDataSource owner) {
        this.database = database;
        this.owner = JdbcClient.create(owner);
    }

    public static TestSchema on(TestDatabase database) {
        DriverManagerDataSource owner =
                new DriverManagerDataSource(
                        database.jdbcUrl(), database.owner(), database.ownerPassword());
        try {
            new SchemaMigration(owner).run(passwords(), TenantBinding.of(WRAPPING_KEY));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("the schema could not be made", e);
        }
        return new TestSchema(database, owner);
    }

    /** The same for every class: users are the server's, and test classes share it. */
    private static Map<DatabaseAccount, String> passwords() {
        return Arrays.stream(DatabaseAccount.values())
                .collect(Collectors.toMap(Function.identity(), _ -> PASSWORD));
    }

    /** What the door needs to read the directory as its own user. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url",
                database.jdbcUrl(),
                "spring.datasource.username",
                DatabaseAccount.INGEST.user(),
                "spring.datasource.password",
                PASSWORD,
                "spillway.secrets.wrapping-key",
                WRAPPING_KEY);
    }

    public UUID addTenant() {
        return addTenant(Plan.SCALE);
    }

    public UUID addTenant(Plan plan) {
        UUID id = Ids.next();
        owner.sql(
                        "INSERT INTO tenant (id, slug, name, plan, created_at, updated_at)"
                                + " VALUES (?, ?, 'Acme', ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))")
                .params(Ids.bytes(id), "t" + id, plan.code())
                .update();
        TenantKey key = TenantKey.generate(id, KeyPurpose.DATA);
        owner.sql(
                        "INSERT INTO tenant_key (tenant_id, purpose, version, wrapped_key, created_at)"
                                + " VALUES (?, 'data', 1, ?, UTC_TIMESTAMP(3))")
                .params(Ids.bytes(id), key.wrapped(wrapper))
                .update();
        keys.put(id, key);
        return id;
    }

    public Endpoint addSource(UUID tenantId, String provider, Map<String, String> credentials) {
        return addSource(tenantId, provider, "enforce", credentials, Map.of());
    }

    public Endpoint addSource(
            UUID tenantId,
            String provider,
            String mode,
            Map<String, String> credentials,
            Map<String, String> settings) {
        UUID id = Ids.next();
        Endpoint endpoint =
                new Endpoint(tenantId, id, UUID.randomUUID().toString().replace("-", ""));
        owner.sql(
                        "INSERT INTO source (tenant_id, id, name, provider, mode, ingest_key, settings,"
                                + " credentials, created_at, updated_at)"
                                + " VALUES (?, ?, 'Source', ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))")
                .params(
                        Ids.bytes(tenantId),
                        Ids.bytes(id),
                        provider,
                        mode,
                        endpoint.ingestKey(),
                        JsonMapper.shared().writeValueAsString(settings),
                        sealed(tenantId, id, credentials))
                .update();
        return endpoint;
    }

    /** A source that has yet to learn its secret from its vendor. */
    public Endpoint addPendingSource(UUID tenantId, String provider) {
        Endpoint source = addSource(tenantId, provider, Map.of());
        owner.sql(
                        "UPDATE source SET status = 'pending', credentials = NULL"
                                + " WHERE tenant_id = ? AND id = ?")
                .params(Ids.bytes(tenantId), Ids.bytes(source.sourceId()))
                .update();
        return source;
    }

    /** Under which what a tenant's sources keep is sealed. */
    public TenantKey key(UUID tenantId) {
        return keys.get(tenantId);
    }

    public byte[] sealed(UUID tenantId, UUID sourceId, Map<String, String> credentials) {
        return CredentialCipher.seal(keys.get(tenantId), sourceId, credentials);
    }

    public void setStatus(Endpoint source, String status) {
        update(source, "status", status);
    }

    public void setCredentials(Endpoint source, byte[] credentials) {
        update(source, "credentials", credentials);
    }

    public void setProvider(Endpoint source, String provider) {
        update(source, "provider", provider);
    }

    private void update(Endpoint source, String column, Object value) {
        owner.sql("UPDATE source SET " + column + " = ? WHERE tenant_id = ? AND id = ?")
                .params(value, Ids.bytes(source.tenantId()), Ids.bytes(source.sourceId()))
                .update();
    }

    public void setPlan(UUID tenantId, Plan plan) {
        owner.sql("UPDATE tenant SET plan = ? WHERE id = ?")
                .params(plan.code(), Ids.bytes(tenantId))
                .update();
    }

    public void setTenantStatus(UUID tenantId, String status) {
        owner.sql("UPDATE tenant SET status = ? WHERE id = ?")
                .params(status, Ids.bytes(tenantId))
                .update();
    }
}
