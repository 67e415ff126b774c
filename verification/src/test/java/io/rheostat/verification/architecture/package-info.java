/// The rules of the house, and small classes that break them.
@NullMarked
package io.rheostat.verification.architecture;

import org.jspecify.annotations.NullMarked;
