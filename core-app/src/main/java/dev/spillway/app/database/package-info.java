/**
 * The ways to the database. Nobody else touches a data source: a feature gets a {@link
 * dev.spillway.app.database.TenantDatabase}, whose connections see one tenant, and only logins get
 * the {@link dev.spillway.app.database.IdentityDatabase}, which can call definer procedures and
 * nothing else.
 */
@NullMarked
package dev.spillway.app.database;

import org.jspecify.annotations.NullMarked;
