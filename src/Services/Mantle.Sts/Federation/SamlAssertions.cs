using System.Collections.Immutable;
using System.Xml;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Secrets;
using Mantle.Iam.SAMLProviders;
using Mantle.Wire;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Sts.Federation;

/// <summary>
/// Reads the subject of a verified assertion and the session that it asks for
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html"/>).
/// </summary>
static class SamlAssertions
{
    /// <summary>AWS accepts an assertion for five minutes after its issue.</summary>
    static readonly TimeSpan Redeemable = TimeSpan.FromMinutes(5);

    /// <summary>How far a provider's clock may be ahead or behind.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5),
        Behind = TimeSpan.FromMinutes(1);

    /// <exception cref="ApiException">InvalidIdentityToken, IDPRejectedClaim, ExpiredTokenException; AccessDenied where the assertion does
    /// not name the role.</exception>
    public static SamlIdentity Verify(
        SecretBox secrets,
        Account? account,
        string providerArn,
        string roleArn,
        string base64,
        DateTimeOffset now
    )
    {
        if (account is null || SamlProviders.Find(account, providerArn) is not { } provider)
            throw FederationErrors.InvalidIdentityToken("Specified provider doesn't exist.");
        var assertion = SamlResponse.VerifiedAssertion(base64, provider, id => secrets.Open(id, account.Secrets[id]));
        try
        {
            if (
                assertion.Attribute("Version") != "2.0"
                || assertion.Only("Issuer", SamlNames.Assertion)?.PlainText() != SamlMetadata.Of(provider).EntityId
            )
                throw FederationErrors.InvalidIdentityToken("Issuer not present in specified provider");
            if (provider.ValidUntil <= now)
                throw FederationErrors.InvalidIdentityToken("The metadata of the specified provider has expired");
            CheckTimes(assertion, provider, now);
            var identity = Describe(assertion, account, provider, now);
            return SamlAttributes.Pairs(assertion).Contains((roleArn, providerArn))
                ? identity
                : throw CommonErrors.AccessDenied("Not authorized to perform sts:AssumeRoleWithSAML");
        }
        catch (XmlException)
        {
            throw FederationErrors.InvalidIdentityToken("Invalid SAMLResponse");
        }
    }

    static void CheckTimes(XmlElement assertion, SamlProvider provider, DateTimeOffset now)
    {
        var issued =
            SafeXml.Moment(assertion.Attribute("IssueInstant")) ?? throw new XmlException("The assertion does not say when it was issued.");
        var conditions =
            assertion.Only("Conditions", SamlNames.Assertion)
            ?? throw FederationErrors.InvalidIdentityToken("Response does not contain the required audience.");
        if (Ends(conditions) <= now - Behind)
            throw FederationErrors.ExpiredTokenException("Response has expired");
        if (issued <= now - Redeemable - Behind)
            throw FederationErrors.ExpiredTokenException("Token must be redeemed within 5 minutes of issuance");
        if (issued > now + Ahead || Begins(conditions) > now + Ahead)
            throw FederationErrors.InvalidIdentityToken("Response is not valid yet");
        var isForUs = false;
        foreach (var condition in conditions.ChildNodes.OfType<XmlElement>())
            switch (condition.LocalName)
            {
                case "AudienceRestriction":
                    if (
                        !condition
                            .Children("Audience", SamlNames.Assertion)
                            .Any(audience => SignInEndpoints.IsAudience(audience.PlainText(), provider))
                    )
                        throw FederationErrors.InvalidIdentityToken("Response does not contain the required audience.");
                    isForUs = true;
                    break;
                case "OneTimeUse" or "ProxyRestriction":
                    break;
                default:
                    // An assertion with an unknown condition is not known to be valid (core, 2.5.1.1).
                    throw new XmlException($"The condition {condition.LocalName} is not understood.");
            }
        if (!isForUs)
            throw FederationErrors.InvalidIdentityToken("Response does not contain the required audience.");
    }

    static SamlIdentity Describe(XmlElement assertion, Account account, SamlProvider provider, DateTimeOffset now)
    {
        var subject = assertion.Only("Subject", SamlNames.Assertion) ?? throw new XmlException("The assertion has no subject.");
        var name = subject.Only("NameID", SamlNames.Assertion) ?? throw new XmlException("The subject has no name.");
        var issuer = SamlMetadata.Of(provider).EntityId;
        var recipient = Recipient(subject, provider, now);
        var type = SamlSubject.TypeOf(name.Attribute("Format"));
        var qualifier = SamlSubject.Qualifier(issuer, account.Id, provider.Name);
        ImmutableArray<SessionKey> staying =
        [
            new("saml:namequalifier", qualifier),
            new("saml:sub", name.PlainText()),
            new("saml:sub_type", type),
        ];
        var attributes = SamlAttributes.Of(assertion);
        var keys = staying.ToBuilder();
        keys.AddRange(
            new SessionKey("saml:aud", recipient),
            new SessionKey("saml:doc", $"{account.Id}/{provider.Name}"),
            new SessionKey("saml:iss", issuer)
        );
        foreach (var (attribute, values) in attributes)
            if (SamlNames.ConditionKeys.TryGetValue(attribute, out var key) && !values.IsEmpty)
                keys.Add(new SessionKey(key, values));
        var session =
            SamlAttributes.Only(attributes, SamlNames.RoleSessionName)
            ?? throw FederationErrors.InvalidIdentityToken("RoleSessionName is required in AuthnResponse");
        if (!SessionAttributeRules.IsSessionName(session))
            throw FederationErrors.InvalidIdentityToken("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
        return new SamlIdentity
        {
            ProviderArn = provider.Arn,
            Issuer = issuer,
            Subject = name.PlainText(),
            SubjectType = type,
            NameQualifier = qualifier,
            Audience = recipient,
            Keys = keys.ToImmutable(),
            SessionKeys = staying,
            RoleSessionName = session,
            SessionDuration = SamlAttributes.Duration(SamlAttributes.Only(attributes, SamlNames.SessionDuration)),
            SessionEnd = SessionEnd(assertion, now),
            Attributes = SessionAttributeRules.Checked(
                attributes
                    .Where(attribute => attribute.Name.StartsWith(SamlNames.PrincipalTag, StringComparison.Ordinal))
                    .Select(attribute => new Tag(
                        attribute.Name[SamlNames.PrincipalTag.Length..],
                        SamlAttributes.OnlyValue(attribute.Values)
                    )),
                attributes.Where(attribute => attribute.Name == SamlNames.TransitiveTagKeys).SelectMany(attribute => attribute.Values),
                SamlAttributes.Only(attributes, SamlNames.SourceIdentity)
            ),
        };
    }

    /// <summary>The recipient of the bearer confirmation, which must name AWS's sign-in endpoint and must not have expired.</summary>
    static string Recipient(XmlElement subject, SamlProvider provider, DateTimeOffset now)
    {
        var isExpired = false;
        foreach (var confirmation in subject.Children("SubjectConfirmation", SamlNames.Assertion))
        {
            if (
                confirmation.Attribute("Method") != SamlNames.Bearer
                || confirmation.Only("SubjectConfirmationData", SamlNames.Assertion) is not { } data
                || data.Attribute("Recipient") is not { } recipient
                || !SignInEndpoints.Contain(recipient, provider)
                || Begins(data) > now + Ahead
            )
                continue;
            if (Ends(data) > now - Behind)
                return recipient;
            isExpired = true;
        }
        throw isExpired
            ? FederationErrors.ExpiredTokenException("Response has expired")
            : FederationErrors.InvalidIdentityToken("Response does not contain the required recipient.");
    }

    /// <summary>When it ends. Without an end it counts as expired.</summary>
    static DateTimeOffset Ends(XmlElement element) => SafeXml.Moment(element.Attribute("NotOnOrAfter")) ?? DateTimeOffset.UnixEpoch;

    static DateTimeOffset Begins(XmlElement element) =>
        element.Attribute("NotBefore") is not { } text
            ? DateTimeOffset.UnixEpoch
            : SafeXml.Moment(text) ?? throw new XmlException("That is no moment.");

    static DateTimeOffset? SessionEnd(XmlElement assertion, DateTimeOffset now)
    {
        var ends = assertion
            .Children("AuthnStatement", SamlNames.Assertion)
            .Select(statement => statement.Attribute("SessionNotOnOrAfter"))
            .Where(text => text is not null)
            .Select(text => SafeXml.Moment(text) ?? throw new XmlException("That is no moment."))
            .ToList();
        if (ends.Count == 0)
            return null;
        return ends.Min() > now ? ends.Min() : throw FederationErrors.ExpiredTokenException("Response has expired");
    }
}
