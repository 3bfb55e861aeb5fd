/**
 * E-mail to somebody who wants it: what an alert is in words, and the way to the SMTP server. Names
 * that tenants chose become text and nothing else, in the header as in the body.
 */
@NullMarked
package dev.spillway.worker.mail;

import org.jspecify.annotations.NullMarked;
