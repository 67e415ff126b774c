/// Common ground of the program's tests.
@NullMarked
package io.rheostat.app.testing;

import org.jspecify.annotations.NullMarked;
