package io.rheostat.config.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Certificates and keys as PEM files hold them.
public final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final char[] NO_PASSWORD = new char[0];

  private PemFiles() {}

  /// Returns the TLS context of a server.
  ///
  /// @throws IOException with the file and the remedy, when a file can't be used
  public static SSLContext context(Tls tls) throws IOException {
    List<Certificate> chain = certificates(tls.certificate());
    PrivateKey key = key(tls.key(), chain.getFirst().getPublicKey());
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust(tls), null);
      return context;
    } catch (GeneralSecurityException error) {
      throw new IOException("TLS can't be set up with " + tls + ": " + error, error);
    }
  }

  private static TrustManager[] trust(Tls tls) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    if (tls.clientAuthority().isPresent()) {
      List<Certificate> authorities = certificates(tls.clientAuthority().get());
      for (int index = 0; index < authorities.size(); index++) {
        store.setCertificateEntry("authority" + index, authorities.get(index));
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static List<Certificate> certificates(Path file) throws IOException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] bytes = Files.readAllBytes(file);
      List<Certificate> found =
          new ArrayList<>(factory.generateCertificates(new ByteArrayInputStream(bytes)));
      if (found.isEmpty()) {
        throw new IOException(
            file + " has no certificate. Write '-----BEGIN CERTIFICATE-----' ...");
      }
      return found;
    } catch (GeneralSecurityException error) {
      throw new IOException(file + " is no PEM file of certificates: " + error.getMessage(), error);
    }
  }

  private static PrivateKey key(Path file, PublicKey certified) throws IOException {
    Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new IOException(
          file
              + " has no '-----BEGIN PRIVATE KEY-----' (PKCS#8, not encrypted). Convert it with"
              + " 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW-KEY'.");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
      KeyFactory factory = KeyFactory.getInstance(certified.getAlgorithm());
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(bytes));
      if (fits(key, certified)) {
        return key;
      }
    } catch (GeneralSecurityException error) {
      throw new IOException(unfit(file, certified), error);
    }
    throw new IOException(unfit(file, certified));
  }

  private static String unfit(Path file, PublicKey certified) {
    return file
        + " is not the "
        + certified.getAlgorithm()
        + " key of the certificate. Give the two that were made together.";
  }

  /// Returns whether a signature of the private key verifies with the public key.
  private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    String algorithm = certified.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    return signature.verify(signed);
  }
}
