package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.database.Account;
import dev.spillway.localcloud.database.DatabaseAddress;
import dev.spillway.localcloud.database.OperatorGrant;
import dev.spillway.localcloud.database.OwnerGrant;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.mysql.MySQLContainer;

/** MySQL and LocalStack from images; the containers are stopped here, with or without Ryuk. */
final class DockerServers implements Servers {

    private static final String MYSQL = "mysql:8.4";

    /** The last tag that starts without a token. */
    private static final String LOCALSTACK = "localstack/localstack:4.14.0";

    private final Account owner = Account.ownerWithNewPassword();
    private final Shared<MySQLContainer> mysql = new Shared<>(this::startMySql);
    private final Shared<LocalStackContainer> localStack = new Shared<>(this::startLocalStack);
    private final Shared<Messaging> messaging = new Shared<>(this::connect);

    @Override
    public Backend backend() {
        return Backend.DOCKER;
    }

    /**
     * As Aurora runs it for Spillway: functions may be created under binary logging, sessions are
     * UTC and READ COMMITTED. But it lies in memory and is not flushed: nobody reads it again.
     */
    private MySQLContainer startMySql() {
        MySQLContainer container =
                new MySQLContainer(MYSQL)
                        .withUsername("root")
                        .withPassword(Account.ownerWithNewPassword().password())
                        .withUrlParam("sslMode", "DISABLED")
                        .withUrlParam("allowPublicKeyRetrieval", "true")
                        .withTmpFs(Map.of("/var/lib/mysql", "rw"))
                        .withCommand(
                                "mysqld",
                                "--log-bin-trust-function-creators=1",
                                "--default-time-zone=+00:00",
                                "--transaction-isolation=READ-COMMITTED",
                                "--character-set-server=utf8mb4",
                                "--max-connections=500",
                                "--max-allowed-packet=64M",
                                "--innodb-flush-log-at-trx-commit=0",
                                "--innodb-doublewrite=OFF",
                                "--sync-binlog=0");
        container.start();
        createAccounts(container);
        return container;
    }

    private void createAccounts(MySQLContainer container) {
        try (Connection root = container.createConnection("");
                Statement statement = root.createStatement()) {
            for (String sql : OwnerGrant.statements(owner)) {
                statement.execute(sql);
            }
            for (String sql : OperatorGrant.onMySql(owner)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            container.stop();
            throw new IllegalStateException("The owner of the schemas could not be created", e);
        }
    }

    private LocalStackContainer startLocalStack() {
        // Queue URLs as paths: their usual host names need a resolver that knows LocalStack's
        // domain.
        LocalStackContainer container =
                new LocalStackContainer(LOCALSTACK)
                        .withServices("sqs", "sns", "s3")
                        .withEnv("SQS_ENDPOINT_STRATEGY", "path");
        container.start();
        return container;
    }

    private Messaging connect() {
        URI endpoint = localStack.get().getEndpoint();
        return Messaging.to(AwsAccess.local(endpoint, endpoint));
    }

    @Override
    public DatabaseAddress database() {
        MySQLContainer container = mysql.get();
        return new DatabaseAddress(
                container.getHost(), container.getMappedPort(MySQLContainer.MYSQL_PORT), owner);
    }

    @Override
    public String databaseProduct() {
        return database().product();
    }

    @Override
    public Messaging messaging() {
        return messaging.get();
    }

    @Override
    public String messagingProduct() {
        return "LocalStack " + LOCALSTACK.substring(LOCALSTACK.indexOf(':') + 1);
    }

    @Override
    public void close() {
        messaging.close();
        localStack.close();
        mysql.close();
    }
}
