/// Reader of Alertmanager's webhook.
@NullMarked
package io.rheostat.ingest.alert;

import org.jspecify.annotations.NullMarked;
