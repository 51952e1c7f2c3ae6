using System.Collections.Frozen;

namespace Mantle.Core.Federation;

/// <summary>Names in SAML documents, and of the attributes that AWS reads.</summary>
public static class SamlNames
{
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion",
        Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#",
        Encryption = "http://www.w3.org/2001/04/xmlenc#";
    public const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success",
        Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    const string Attributes = "https://aws.amazon.com/SAML/Attributes/";

    public const string Role = Attributes + "Role",
        RoleSessionName = Attributes + "RoleSessionName",
        SessionDuration = Attributes + "SessionDuration";
    public const string SourceIdentity = Attributes + "SourceIdentity",
        TransitiveTagKeys = Attributes + "TransitiveTagKeys",
        PrincipalTag = Attributes + "PrincipalTag:";

    /// <summary>
    /// Attributes that become condition keys.
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping"/>
    /// </summary>
    public static readonly FrozenDictionary<string, string> ConditionKeys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.1"] = "saml:edupersonaffiliation",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.2"] = "saml:edupersonnickname",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.3"] = "saml:edupersonorgdn",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.4"] = "saml:edupersonorgunitdn",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.5"] = "saml:edupersonprimaryaffiliation",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.6"] = "saml:edupersonprincipalname",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.7"] = "saml:edupersonentitlement",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.8"] = "saml:edupersonprimaryorgunitdn",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.9"] = "saml:edupersonscopedaffiliation",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.10"] = "saml:edupersontargetedid",
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.11"] = "saml:edupersonassurance",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.2"] = "saml:eduorghomepageuri",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.3"] = "saml:eduorgidentityauthnpolicyuri",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.4"] = "saml:eduorglegalname",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.5"] = "saml:eduorgsuperioruri",
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.6"] = "saml:eduorgwhitepagesuri",
        ["urn:oid:2.5.4.3"] = "saml:cn",
        ["urn:oid:2.5.4.4"] = "saml:surname",
        ["urn:oid:2.5.4.42"] = "saml:givenName",
        ["urn:oid:2.5.4.45"] = "saml:x500UniqueIdentifier",
        ["urn:oid:0.9.2342.19200300.100.1.1"] = "saml:uid",
        ["urn:oid:0.9.2342.19200300.100.1.3"] = "saml:mail",
        ["urn:oid:0.9.2342.19200300.100.1.45"] = "saml:organizationStatus",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"] = "saml:name",
        ["http://schemas.xmlsoap.org/claims/CommonName"] = "saml:commonName",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"] = "saml:givenName",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"] = "saml:surname",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = "saml:mail",
        ["http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid"] = "saml:primaryGroupSID",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
