/// `verify trouble`: every declared trouble on its scenarios, judged by the simulated truth.
@NullMarked
package io.rheostat.verification.trouble;

import org.jspecify.annotations.NullMarked;
