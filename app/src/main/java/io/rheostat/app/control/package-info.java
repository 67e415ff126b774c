/// What is declared: merging the files of several instances, publishing them, saying who differs.
@NullMarked
package io.rheostat.app.control;

import org.jspecify.annotations.NullMarked;
