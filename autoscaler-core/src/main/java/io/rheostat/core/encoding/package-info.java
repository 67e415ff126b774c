/// Canonical, versioned bytes of the folds' state.
@NullMarked
package io.rheostat.core.encoding;

import org.jspecify.annotations.NullMarked;
