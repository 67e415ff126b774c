/// Pictures of the report: cost against missed requests.
@NullMarked
package io.rheostat.contest.picture;

import org.jspecify.annotations.NullMarked;
