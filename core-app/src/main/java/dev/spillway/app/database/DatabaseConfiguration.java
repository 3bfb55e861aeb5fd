package dev.spillway.app.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.platform.tenancy.TenantBinding;
import dev.spillway.platform.tenancy.TenantBoundDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.hibernate.cfg.MultiTenancySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Three pools: lists, dashboards, logins. The first two hand out tenant-bound connections only, and
 * to one tenant a share of them.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private final DataSourceProperties tenant;
    private final DatabaseProperties properties;

    DatabaseConfiguration(DataSourceProperties tenant, DatabaseProperties properties) {
        this.tenant = tenant;
        this.properties = properties;
    }

    @Bean
    TenantBinding tenantBinding(@Value("${spillway.tenancy.binding-key}") String key) {
        return TenantBinding.of(key);
    }

    /** What JPA uses too: a connection sees one tenant, whatever Hibernate sends over it. */
    @Bean
    @Primary
    TenantBoundDataSource tenantDataSource(
            @Qualifier("tenantPool") HikariDataSource pool,
            TenantBinding binding,
            MeterRegistry meters) {
        return new TenantBoundDataSource(fair(pool, properties.tenantShare(), meters), binding);
    }

    @Bean(autowireCandidate = true, defaultCandidate = false)
    HikariDataSource tenantPool() {
        return pool("tenant", properties.tenantConnections(), tenantUser());
    }

    @Bean(autowireCandidate = true, defaultCandidate = false)
    HikariDataSource dashboardPool() {
        return pool("dashboard", properties.dashboardConnections(), tenantUser());
    }

    @Bean(autowireCandidate = true, defaultCandidate = false)
    HikariDataSource identityPool() {
        return pool(
                "identity",
                properties.identityConnections(),
                new User(properties.identityUsername(), properties.identityPassword()));
    }

    @Bean
    TenantDatabase tenantDatabase(TenantBoundDataSource tenantDataSource) {
        return new TenantDatabase(tenantDataSource, properties.statementTimeout());
    }

    @Bean
    DashboardDatabase dashboardDatabase(
            @Qualifier("dashboardPool") HikariDataSource pool,
            TenantBinding binding,
            MeterRegistry meters) {
        return new DashboardDatabase(
                new TenantBoundDataSource(fair(pool, properties.dashboardShare(), meters), binding),
                properties.statementTimeout());
    }

    @Bean
    IdentityDatabase identityDatabase(@Qualifier("identityPool") DataSource pool) {
        return new IdentityDatabase(pool, properties.statementTimeout());
    }

    @Bean
    HibernatePropertiesCustomizer tenantOfSession() {
        return hibernate ->
                hibernate.put(
                        MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER,
                        new TenantOfSession());
    }

    private FairPool fair(HikariDataSource pool, int share, MeterRegistry meters) {
        return new FairPool(
                pool,
                share,
                properties.shareTimeout(),
                meters.counter("spillway.app.connections.refused", "pool", pool.getPoolName()));
    }

    private User tenantUser() {
        return new User(tenant.determineUsername(), tenant.determinePassword());
    }

    /** Starts with its first connection, so that the app can start before its database. */
    private HikariDataSource pool(String name, int connections, User user) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(tenant.determineUrl());
        pool.setUsername(user.name());
        pool.setPassword(user.password());
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(properties.connectionTimeout().toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("connectionTimeZone", "UTC");
        pool.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
        pool.addDataSourceProperty("connectTimeout", properties.connectionTimeout().toMillis());
        return pool;
    }

    private record User(@Nullable String name, @Nullable String password) {}
}
