/// Readers of documents into values.
@NullMarked
package io.rheostat.config.read;

import org.jspecify.annotations.NullMarked;
