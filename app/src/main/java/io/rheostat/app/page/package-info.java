/// The live page and its state.
@NullMarked
package io.rheostat.app.page;

import org.jspecify.annotations.NullMarked;
