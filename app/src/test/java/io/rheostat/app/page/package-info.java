/// Tests of the page.
@NullMarked
package io.rheostat.app.page;

import org.jspecify.annotations.NullMarked;
