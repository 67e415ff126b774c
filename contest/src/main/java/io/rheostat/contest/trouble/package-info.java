/// Policies under a declared trouble, as rows of a report.
@NullMarked
package io.rheostat.contest.trouble;

import org.jspecify.annotations.NullMarked;
