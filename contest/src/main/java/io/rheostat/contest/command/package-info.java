/// Command lines that group others, and that of the comparisons.
@NullMarked
package io.rheostat.contest.command;

import org.jspecify.annotations.NullMarked;
