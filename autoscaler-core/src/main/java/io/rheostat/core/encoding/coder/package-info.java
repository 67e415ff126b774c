/// Coders of values: records, sealed families, containers, scalars.
@NullMarked
package io.rheostat.core.encoding.coder;

import org.jspecify.annotations.NullMarked;
