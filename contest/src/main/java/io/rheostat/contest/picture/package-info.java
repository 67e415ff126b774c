/// Pictures: cost against missed requests, and what pictures of other reports are drawn with.
@NullMarked
package io.rheostat.contest.picture;

import org.jspecify.annotations.NullMarked;
