/// Host memory and disk that replicas used, and what they should have.
@NullMarked
package io.rheostat.core.host;

import org.jspecify.annotations.NullMarked;
