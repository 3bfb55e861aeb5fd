/**
 * Whoever reads an address that a tenant named says whether he wants to be told there. He needs no
 * login: the mail he got holds the token.
 */
@NullMarked
package dev.spillway.app.subscription;

import org.jspecify.annotations.NullMarked;
