package dev.spillway.ingestion.certificate;

/** A certificate as SNS serves them. */
final class Pem {

    /** Self-signed for sns.example, valid for ten years. */
    static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIDDTCCAfWgAwIBAgIUIK9RZDJZOZav0Qef/tNR5ZHKCMwwDQYJKoZIhvcNAQEL
            BQAwFjEUMBIGA1UEAwwLc25zLmV4YW1wbGUwHhcNMjYxMTIxMTAwMTU2WhcNMzYx
            MTE4MTAwMTU2WjAWMRQwEgYDVQQDDAtzbnMuZXhhbXBsZTCCASIwDQYJKoZIhvcN
            AQEBBQADggEPADCCAQoCggEBAOK2uo+HYbeWgBxesLx7YsWQvRQ09Li+OxRhdQlS
            /Smc0i40XV079ZWvIr3nVB4OrcnV/1jU+dW/heJfcQ4i/mcklED1X4+bV1odbXll
            Fsafx6wQh5oSd8S2rU4u6HZgsbvkNQYhC+4Lnddr5KEerQY33THh9DrSFDloM2ds
            BWf1mW13qEcHPKuJJyD6cXA8PYn4URjLI6xuCwUrMrWxAYVkNDOEtNNEBDaXhQH5
            0tAbkBM7G63WUUOIepxAD43TUXIMK2vQ5ADXUQe58wIm0NXqHzKBJKHdU5NPKp+B
            jG/miS3vTK3xksBlFtJPy1j/B1apz86DsXhiD2rQ85JNQiUCAwEAAaNTMFEwHQYD
            VR0OBBYEFDcJWzfqZ2tvkLDhfLUB9VVXtlAnMB8GA1UdIwQYMBaAFDcJWzfqZ2tv
            kLDhfLUB9VVXtlAnMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEB
            AFdXdGj8JXFGlTrCLuTxrtnabuxwed6y1S4bcguTtvT3bRLyvEPuJ8+MYjPPSeH/
            O/CZJCjmaKsd749lbOqxmazxEmaxw7SL5jZlvep+l7IQvm5UT/HL0kAmazaULbS1
            LPS/rPI6FK4poKSKPMZhijrHTcIFrIf93/edR+L9tCIv7Rk2+GVdg/fDo0lF5Ffx
            FyRBrBOKpMB35VXUF6FYUlQzb4E+nF7KHe+lDagszjBNR989qUIPwxu5isBJfrCB
            WIDs10dmTP1TQIi9jYUOPHF3wrNg8j+P3ZRTPh0aZeXrj4EEeHaOFqU+ua7dpKWt
            2iFTZX+/kv27cAcZcGE1yjI=
            -----END CERTIFICATE-----
            """;

    private Pem() {}
}
