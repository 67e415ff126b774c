/// Training jobs at run time: their states, submission and cancellation.
@NullMarked
package io.rheostat.app.job;

import org.jspecify.annotations.NullMarked;
