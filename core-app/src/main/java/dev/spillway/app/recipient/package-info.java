/** One person: what is kept of him, to be given to him or to be erased. For admins. */
@NullMarked
package dev.spillway.app.recipient;

import org.jspecify.annotations.NullMarked;
