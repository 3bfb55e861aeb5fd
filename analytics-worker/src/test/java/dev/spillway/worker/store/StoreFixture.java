package dev.spillway.worker.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.identity.Horizons;
import dev.spillway.worker.normalise.Normalisers;
import dev.spillway.worker.reject.RejectionStore;
import dev.spillway.worker.rollup.RollupRebuild;
import dev.spillway.worker.rollup.RollupRows;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.tenant.Sources;
import dev.spillway.worker.tenant.Tenants;
import dev.spillway.worker.tombstone.ErasedPeople;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A store with its own pool, as the worker's database user, without a Spring context. */
public final class StoreFixture implements AutoCloseable {

    private final HikariDataSource pool;
    private final ParcelStore store;
    private final ParkedMessages parked;
    private final DeadLetterReplays replays;
    private final WebhookReplays webhookReplays;
    private final Tenants tenants;
    private final TransactionTemplate transaction;
    private final StoreTables tables;

    /** What a store may be other than the worker's. */
    private record Setup(
            int slot,
            Horizons horizons,
            Normalisers normalisers,
            TransactionBound bound,
            Keys keys) {

        static final Setup STANDARD =
                new Setup(
                        0,
                        Horizons.standard(Duration.ofHours(1)),
                        Normalisers.standard(),
                        new TransactionBound(10_000, 8 << 20),
                        new Keys(
                                LocalKeyWrapper.of(WorkerDatabase.WRAPPING_KEY),
                                Duration.ofMinutes(1)));
    }

    /** What opens tenants' keys, and for how long they are kept open. */
    private record Keys(KeyWrapper wrapper, Duration kept) {}

    private StoreFixture(HikariDataSource pool, Setup setup) {
        this.pool = pool;
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        Rows rows = new Rows(jdbc);
        tables = new StoreTables(rows, new RollupRows(rows, setup.slot));
        transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        Clock clock = Clock.systemUTC();
        StoreMetrics metrics = new StoreMetrics(new SimpleMeterRegistry());
        JdbcClient client = JdbcClient.create(jdbc);
        tenants = new Tenants(client, setup.keys.wrapper, setup.keys.kept, clock);
        WebhookReader reader =
                new WebhookReader(
                        tenants,
                        new Sources(
                                client,
                                PresetCatalogue.standard(),
                                setup.horizons,
                                Duration.ofMinutes(1),
                                clock),
                        setup.normalisers);
        this.store = new ParcelStore(reader, tables, transaction, setup.bound, metrics, clock);
        this.replays = new DeadLetterReplays(reader, tables, setup.bound, clock);
        this.webhookReplays = new WebhookReplays(reader, tables, setup.bound);
        this.parked = new ParkedMessages(tables, people(), transaction, metrics, clock);
    }

    public static StoreFixture on(WorkerDatabase database) {
        return new StoreFixture(database.pool(), Setup.STANDARD);
    }

    public static StoreFixture on(WorkerDatabase database, int slot) {
        Setup standard = Setup.STANDARD;
        return new StoreFixture(
                database.pool(),
                new Setup(
                        slot,
                        standard.horizons,
                        standard.normalisers,
                        standard.bound,
                        standard.keys));
    }

    /** Where operators say how long webhooks are known. */
    static StoreFixture on(WorkerDatabase database, Horizons horizons) {
        Setup standard = Setup.STANDARD;
        return new StoreFixture(
                database.pool(),
                new Setup(0, horizons, standard.normalisers, standard.bound, standard.keys));
    }

    /** Where webhooks are understood otherwise. */
    static StoreFixture on(WorkerDatabase database, Normalisers normalisers) {
        Setup standard = Setup.STANDARD;
        return new StoreFixture(
                database.pool(),
                new Setup(0, standard.horizons, normalisers, standard.bound, standard.keys));
    }

    /** A store whose transactions hold so much. */
    public static StoreFixture on(WorkerDatabase database, TransactionBound bound) {
        Setup standard = Setup.STANDARD;
        return new StoreFixture(
                database.pool(),
                new Setup(0, standard.horizons, standard.normalisers, bound, standard.keys));
    }

    /** A store that has each tenant's key opened whenever it asks for him. */
    static StoreFixture on(WorkerDatabase database, KeyWrapper keys) {
        Setup standard = Setup.STANDARD;
        return new StoreFixture(
                database.pool(),
                new Setup(
                        0,
                        standard.horizons,
                        standard.normalisers,
                        standard.bound,
                        new Keys(keys, Duration.ZERO)));
    }

    /** One whose server takes no writes. */
    static StoreFixture readOnly(WorkerDatabase database) {
        HikariDataSource pool = database.pool();
        pool.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
        return new StoreFixture(pool, Setup.STANDARD);
    }

    /** The same one, whose transactions last so many seconds at most. */
    StoreFixture withTimeout(int seconds) {
        transaction.setTimeout(seconds);
        return this;
    }

    /** Whom the tenants have erased. */
    public ErasedPeople people() {
        return new ErasedPeople(tables.rows(), tenants);
    }

    public StoreResult store(Parcel parcel) {
        return store(List.of(parcel));
    }

    public StoreResult store(List<Parcel> parcels) {
        return store.store(parcels);
    }

    /** The store itself, for who stores on his own. */
    public ParcelStore parcels() {
        return store;
    }

    public ParkedMessages parked() {
        return parked;
    }

    /** What leaves the door beside webhooks. */
    public RejectionStore rejections() {
        return new RejectionStore(tables, people(), transaction, Clock.systemUTC());
    }

    public DeadLetterReplays replays() {
        return replays;
    }

    public WebhookReplays webhookReplays() {
        return webhookReplays;
    }

    public Tenants tenants() {
        return tenants;
    }

    /** A rebuild in slices of so many events. */
    public RollupRebuild rebuild(int slice) {
        return new RollupRebuild(pool, transaction, tables.rollups(), slice, 10);
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    /** As a job's step is run. */
    public <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    /** The fixture's own way to the database. */
    public DataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
