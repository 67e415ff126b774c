/// Estimating and deciding: pure folds over two logs.
@NullMarked
package io.rheostat.core;

import org.jspecify.annotations.NullMarked;
