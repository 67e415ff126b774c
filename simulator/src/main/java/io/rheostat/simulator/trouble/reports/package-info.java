/// Trouble of reports: late, doubled, silent, strange or wrong.
@NullMarked
package io.rheostat.simulator.trouble.reports;

import org.jspecify.annotations.NullMarked;
