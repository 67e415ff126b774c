@NullMarked
package io.rheostat.verification.trouble;

import org.jspecify.annotations.NullMarked;
