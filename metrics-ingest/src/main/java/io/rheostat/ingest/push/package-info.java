/// Receiver of samples pushed by sources, in any protocol: folds each request into readings and
/// answers once they are kept.
@NullMarked
package io.rheostat.ingest.push;

import org.jspecify.annotations.NullMarked;
