/// What tests of other modules use too.
@NullMarked
package io.rheostat.config.testing;

import org.jspecify.annotations.NullMarked;
