/// Fixtures for the tests of other modules too.
@NullMarked
package io.rheostat.config.testing;

import org.jspecify.annotations.NullMarked;
