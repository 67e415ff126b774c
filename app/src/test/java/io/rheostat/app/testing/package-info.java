/// What the tests of the program stand on.
@NullMarked
package io.rheostat.app.testing;

import org.jspecify.annotations.NullMarked;
