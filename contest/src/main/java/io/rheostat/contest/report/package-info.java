/// The report of `bench policies`: rows in, a page, pictures and JSON out. Same rows, same bytes.
@NullMarked
package io.rheostat.contest.report;

import org.jspecify.annotations.NullMarked;
