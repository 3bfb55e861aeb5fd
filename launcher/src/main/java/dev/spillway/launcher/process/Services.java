package dev.spillway.launcher.process;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.home.Secrets;
import dev.spillway.localcloud.CloudDescription;
import dev.spillway.localcloud.database.EmbeddedDatabase;
import dev.spillway.localcloud.queue.QueueStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What makes up Spillway on one machine: the command and the environment of every process. */
public final class Services {

    private static final String CLOUD = "local-cloud";
    private static final String WORKER = "analytics-worker";
    private static final String LOOPBACK = "127.0.0.1";

    /** Services by the names that commands and logs use, in the order in which they are started. */
    public static final List<String> NAMES =
            List.of(CLOUD, "ingestion-service", WORKER, "core-app", "tenant-provisioner");

    private final Path root;
    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final QueueStorage queues;
    private final boolean archiving;
    private final int databaseMegabytes;

    /**
     * @param root the checkout, whose jars are run
     */
    public Services(Path root, Home home, Ports ports, Secrets secrets) {
        this(root, home, ports, secrets, QueueStorage.DISK);
    }

    /** With queues in memory what was acknowledged does not survive: for benchmarks only. */
    public Services(Path root, Home home, Ports ports, Secrets secrets, QueueStorage queues) {
        this(root, home, ports, secrets, queues, false, EmbeddedDatabase.DEFAULT_MEGABYTES);
    }

    private Services(
            Path root,
            Home home,
            Ports ports,
            Secrets secrets,
            QueueStorage queues,
            boolean archiving,
            int databaseMegabytes) {
        this.root = root;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.queues = queues;
        this.archiving = archiving;
        this.databaseMegabytes = databaseMegabytes;
    }

    /** The same, whose worker keeps every message in the home before it deletes it. */
    public Services archiving() {
        return new Services(root, home, ports, secrets, queues, true, databaseMegabytes);
    }

    /** The same, whose database has so much memory: for benchmarks. */
    public Services withDatabaseOf(int megabytes) {
        return new Services(root, home, ports, secrets, queues, archiving, megabytes);
    }

    public Service cloud() {
        List<String> command = new ArrayList<>(java(CLOUD, "256m"));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.spillway.localcloud.LocalCloud",
                        "--home",
                        home.cloud().toString(),
                        "--database-port",
                        String.valueOf(ports.database()),
                        "--sqs-port",
                        String.valueOf(ports.sqs()),
                        "--sns-port",
                        String.valueOf(ports.sns()),
                        "--management-port",
                        String.valueOf(ports.cloudManagement()),
                        "--queues",
                        queues.code(),
                        "--database-megabytes",
                        String.valueOf(databaseMegabytes)));
        return new Service(CLOUD, command, Map.of(), 0, ports.cloudManagement(), healthPath(CLOUD));
    }

    /** Makes ready what the services are run from. */
    void prepare() throws InterruptedException {
        for (String name : NAMES) {
            if (!name.equals(CLOUD)) {
                ExtractedApplication.of(root, name).prepare();
            }
        }
    }

    /** Brings the schema up to date and ends. */
    public Service migration(CloudDescription cloud) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPILLWAY_MIGRATION_URL", cloud.database().jdbcUrl());
        environment.put("SPILLWAY_MIGRATION_USER", cloud.database().user());
        environment.put("SPILLWAY_MIGRATION_PASSWORD", cloud.database().password());
        environment.put("SPILLWAY_TENANCY_BINDINGKEY", secrets.bindingKey());
        secrets.passwords()
                .forEach((account, password) ->
                        environment.put(
                                "SPILLWAY_ACCOUNTS_" + account.toUpperCase(Locale.ROOT), password));
        List<String> command = new ArrayList<>(jar("tenant-provisioner", "128m", "migrate"));
        command.add("migrate");
        return new Service("migrate", command, environment, 0, 0, "");
    }

    /** Gives the database what an archive holds, and ends; a copy has to be up. */
    public Service replay(CloudDescription cloud, List<String> arguments) {
        Service worker = worker(cloud);
        List<String> command = new ArrayList<>(jar(worker.name(), "512m", "replay"));
        command.add("replay");
        command.addAll(arguments);
        return new Service("replay", command, worker.environment(), 0, 0, "");
    }

    private Service worker(CloudDescription cloud) {
        return service(WORKER, "768m", 0, ports.workerManagement(), cloud, "worker");
    }

    /** The four services. */
    public List<Service> services(CloudDescription cloud) {
        return List.of(
                service(
                        "ingestion-service",
                        "512m",
                        ports.ingestion(),
                        ports.ingestionManagement(),
                        cloud,
                        "ingest"),
                worker(cloud),
                service("core-app", "384m", ports.app(), ports.appManagement(), cloud, "app"),
                service(
                        "tenant-provisioner",
                        "256m",
                        ports.ops(),
                        ports.opsManagement(),
                        cloud,
                        "ops"));
    }

    /** What a service answers 200 to while it is healthy, on its management port. */
    public static String healthPath(String name) {
        return name.equals(CLOUD) ? "/health" : "/actuator/health/readiness";
    }

    private Service service(
            String name,
            String heap,
            int port,
            int managementPort,
            CloudDescription cloud,
            String account) {
        Map<String, String> environment = new HashMap<>(common(cloud));
        environment.putAll(listening(port, managementPort));
        environment.put("SPRING_DATASOURCE_USERNAME", "spillway_" + account);
        environment.put("SPRING_DATASOURCE_PASSWORD", secrets.passwords().get(account));
        if (name.equals("ingestion-service")) {
            // Amazon's own certificates are not to be had for topics of this machine.
            environment.put("SPILLWAY_SNS_TRUSTEDENDPOINTS", cloud.aws().sns().toString());
            environment.put("SPILLWAY_LANES_SCALECEILING", "false");
            // Nothing spreads load here that would have to notice first.
            environment.put("SPILLWAY_INGEST_DRAINDELAY", "0s");
        }
        if (name.equals(WORKER)) {
            // Nobody pays for receives here, and whoever says "down" waits for those under way.
            environment.put("SPILLWAY_DRAIN_POLL", "1s");
            if (archiving) {
                environment.put("SPILLWAY_ARCHIVE_MODE", "folder");
                environment.put("SPILLWAY_ARCHIVE_FOLDER", home.archive().toString());
            }
        }
        if (name.equals("core-app")) {
            environment.put("SPILLWAY_DATABASE_IDENTITYUSERNAME", "spillway_identity");
            environment.put(
                    "SPILLWAY_DATABASE_IDENTITYPASSWORD", secrets.passwords().get("identity"));
        }
        return new Service(
                name, jar(name, heap, name), environment, port, managementPort, healthPath(name));
    }

    /**
     * A service without a port of its own serves nothing but its management pages, on that port.
     */
    private static Map<String, String> listening(int port, int managementPort) {
        if (port == 0) {
            String only = String.valueOf(managementPort);
            return Map.of(
                    "SERVER_ADDRESS", LOOPBACK,
                    "SERVER_PORT", only,
                    "MANAGEMENT_SERVER_PORT", only);
        }
        return Map.of(
                "SERVER_ADDRESS",
                LOOPBACK,
                "SERVER_PORT",
                String.valueOf(port),
                "MANAGEMENT_SERVER_ADDRESS",
                LOOPBACK,
                "MANAGEMENT_SERVER_PORT",
                String.valueOf(managementPort));
    }

    private Map<String, String> common(CloudDescription cloud) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_DATASOURCE_URL", cloud.database().jdbcUrl());
        environment.put("SPRING_JPA_DATABASEPLATFORM", "org.hibernate.dialect.MariaDBDialect");
        environment.put("SPRING_CLOUD_AWS_REGION_STATIC", cloud.aws().region());
        environment.put("SPRING_CLOUD_AWS_CREDENTIALS_ACCESSKEY", cloud.aws().accessKey());
        environment.put("SPRING_CLOUD_AWS_CREDENTIALS_SECRETKEY", cloud.aws().secretKey());
        environment.put("SPRING_CLOUD_AWS_SQS_ENDPOINT", cloud.aws().sqs().toString());
        environment.put("SPRING_CLOUD_AWS_SNS_ENDPOINT", cloud.aws().sns().toString());
        environment.put("SPILLWAY_QUEUES_MAIN", cloud.queues().main());
        environment.put("SPILLWAY_QUEUES_OVERFLOW", cloud.queues().overflow());
        environment.put("SPILLWAY_QUEUES_SIGNALS", cloud.queues().signals());
        environment.put("SPILLWAY_QUEUES_MAINDEADLETTERS", cloud.queues().mainDeadLetters());
        environment.put(
                "SPILLWAY_QUEUES_OVERFLOWDEADLETTERS", cloud.queues().overflowDeadLetters());
        environment.put("SPILLWAY_QUEUES_SIGNALSDEADLETTERS", cloud.queues().signalsDeadLetters());
        environment.put("SPILLWAY_TOPICS_TENANTLIFECYCLE", cloud.topics().tenantLifecycle());
        environment.put("SPILLWAY_TOPICS_ALERTS", cloud.topics().alerts());
        environment.put("SPILLWAY_TOPICS_SUPPRESSIONS", cloud.topics().suppressions());
        environment.put("SPILLWAY_SECRETS_WRAPPINGKEY", secrets.wrappingKey());
        environment.put("SPILLWAY_TENANCY_BINDINGKEY", secrets.bindingKey());
        environment.put("SPILLWAY_OPS_TOKEN", secrets.opsToken());
        environment.put("SPILLWAY_INGEST_PUBLICURL", url(ports.ingestion()));
        environment.put("SPILLWAY_APP_PUBLICURL", url(ports.app()));
        environment.put(
                "SPILLWAY_DIRECTORY_SNAPSHOT",
                home.service("ingestion-service").resolve("directory.json").toString());
        return environment;
    }

    /** The address of a port on this machine. */
    public static String url(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }

    private List<String> jar(String name, String heap, String process) {
        ExtractedApplication application = ExtractedApplication.of(root, name);
        List<String> command = new ArrayList<>(java(name, heap));
        command.addAll(sharedClasses(application.sharedClasses(process)));
        command.add("-jar");
        command.add(application.jar().toString());
        return command;
    }

    /**
     * Four services start at once on two cores, and the optimising compiler takes half of their
     * time for code that will hardly run again. Those that people wait for do without it; the
     * worker begins with it later, once code has proven to be hot. The door does not wait: it is
     * twice as fast in its first twenty seconds.
     */
    private static List<String> compilation(String name) {
        return switch (name) {
            case CLOUD, "ingestion-service" -> List.of();
            case "analytics-worker" ->
                    List.of(
                            "-XX:Tier4InvocationThreshold=20000",
                            "-XX:Tier4MinInvocationThreshold=5000",
                            "-XX:Tier4CompileThreshold=40000",
                            "-XX:Tier4BackEdgeThreshold=160000");
            default -> List.of("-XX:TieredStopAtLevel=1");
        };
    }

    /**
     * The door uses what processors there are to collect: a thousand connections that hold a
     * request come with tens of megabytes, and whatever copies these stops everybody else's.
     */
    private static String collector(String name) {
        boolean several = Runtime.getRuntime().availableProcessors() > 1;
        return several && name.equals("ingestion-service")
                ? "-XX:+UseParallelGC"
                : "-XX:+UseSerialGC";
    }

    /** The first end leaves an archive of the classes that were loaded; later starts map it. */
    private static List<String> sharedClasses(Path archive) {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds=off,cds+dynamic=off,aot=off");
    }

    private static List<String> java(String name, String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions(name, heap));
        return command;
    }

    /**
     * The worker keeps a hundred megabytes, statements that are prepared above all, and each
     * collection of everything is a quarter of a second in which nothing is stored. Its heap would
     * have several while it grew, and its compiled code one a minute after the start; so it has the
     * heap at once, whose pages cost nothing before somebody writes to them, and room for code.
     */
    private static List<String> rareCollections(String name, String heap) {
        return name.equals(WORKER) ? List.of("-Xms" + heap, "-XX:SweeperThreshold=50") : List.of();
    }

    /** The options of a service's JVM, but for where it shares classes. */
    public static List<String> jvmOptions(String name, String heap) {
        List<String> options = new ArrayList<>(compilation(name));
        options.addAll(rareCollections(name, heap));
        options.addAll(
                List.of(
                        "-Xmx" + heap,
                        // Else three collections of everything on the way to what Spring loads.
                        "-XX:MetaspaceSize=128m",
                        collector(name),
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        return options;
    }
}
