/// Report of the training benchmark: rows, page and pictures.
@NullMarked
package io.rheostat.contest.training.report;

import org.jspecify.annotations.NullMarked;
