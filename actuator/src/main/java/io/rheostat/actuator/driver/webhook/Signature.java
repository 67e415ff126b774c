package io.rheostat.actuator.driver.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of a call, as Standard Webhooks 1.0 has it: HMAC-SHA256 over `id.seconds.body`.
///
/// @param id the same for each try of one message
/// @param at time of sending; receivers refuse messages minutes old
/// @param body as sent, byte for byte
record Signature(String id, Instant at, String body) {
  /// Returns the value of the header `webhook-timestamp`: Unix seconds.
  String timestamp() {
    return Long.toString(at.getEpochSecond());
  }

  /// Returns the value of the header `webhook-signature`.
  String with(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = id + "." + timestamp() + "." + body;
      byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
