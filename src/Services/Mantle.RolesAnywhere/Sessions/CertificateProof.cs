using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Federation;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.RolesAnywhere.Certificates;
using Mantle.RolesAnywhere.Entities;
using Mantle.SigV4;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Sessions;

/// <summary>
/// Authenticates a request by the certificate with whose key it is signed
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication.html"/>): the signature first, then the
/// certificate, its path to the trust anchor, and revocation.
/// </summary>
sealed class CertificateProof(Exchange exchange, Ledger ledger, RefusalLimit refusals) : ICallProof
{
    const string Service = "rolesanywhere";

    /// <exception cref="Wire.ApiException">ResourceNotFoundException: the ARN of the trust anchor is none.</exception>
    public async ValueTask<Account?> AccountAsync(object request)
    {
        var text = ((CreateSessionRequest)request).TrustAnchorArn!;
        if (!Arn.TryParse(text, out var arn) || !AccountId.TryParse(arn.AccountId.ToString(), out var id))
            throw NoTrustAnchor();
        var account = await ledger.AccountAsync(id);
        // Another node may have created the trust anchor just now.
        return (account is null || Find<TrustAnchor>(account, text) is null) && await ledger.CatchUpAsync()
            ? await ledger.AccountAsync(id)
            : account;
    }

    /// <exception cref="Wire.ApiException">The signature or the certificate is refused.</exception>
    public async ValueTask<ExternalIdentity> AuthenticateAsync(
        object request,
        Account? account,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var r = (CreateSessionRequest)request;
        if (
            account is null
            || Find<TrustAnchor>(account, r.TrustAnchorArn!) is not { } anchor
            || await ledger.IsClosedAsync(account)
        )
            throw NoTrustAnchor();
        var presented = PresentedCertificates.Of(exchange);
        CheckSignature(presented, now);
        if (!anchor.Enabled)
            throw Errors.AccessDeniedException("Trust anchor is disabled");
        var certificate =
            EndEntity.Of(presented.Certificate) ?? throw Errors.AccessDeniedException("Untrusted certificate. Insufficient certificate");
        var path =
            CertificatePath.Find(presented.Certificate, presented.Intermediates, Pem.Certificates(anchor.Certificates), now)
            ?? throw Errors.AccessDeniedException("Untrusted signing certificate");
        foreach (var crl in account.RevocationListsOf(r.TrustAnchorArn!))
            if (path.SkipLast(1).Any(RevocationList.Of(crl.Data).Has))
                throw Errors.AccessDeniedException("Untrusted certificate. Revoked certificate");
        var profile = Find<Profile>(account, r.ProfileArn!) ?? throw Errors.ResourceNotFoundException("Profile not found");
        var tags = CertificateTags.Of(certificate, profile.Mappings);
        return new CertificateIdentity
        {
            ProviderArn = r.TrustAnchorArn!,
            Subject = DistinguishedName.Text(presented.Certificate.SubjectName.RawData),
            Keys = [],
            SessionKeys = [],
            Attributes = new SessionAttributes { Tags = tags.Tags, SourceIdentity = SourceIdentity.Of(certificate) },
            Certificate = certificate,
            ProfileId = profile.Id,
            Unmapped = tags.Unmapped,
        };
    }

    /// <summary>Whether a refused certificate is recorded in the account's trail.</summary>
    public bool MayRecord(Account account, DateTimeOffset now) =>
        account.Slices.Table<TrustAnchor>().Count > 0 && refusals.Allows(account.Id, now);

    void CheckSignature(PresentedCertificates presented, DateTimeOffset now)
    {
        if (!CertificateSignature.TryRead(exchange.Signable, SigningProfile.Standard, out var signature, out var problem))
            throw CredentialErrors.Of(problem);
        if (signature.Check(exchange.Signable, now) is { } error)
            throw CredentialErrors.Of(error);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(exchange.Body.Span, hash);
        if (signature.Scope.Service != Service || !signature.Verify(exchange.Signable, presented.Certificate, hash))
            throw Errors.AccessDeniedException("Invalid signature");
    }

    /// <summary>A resource of the account in the region that the request is signed for.</summary>
    T? Find<T>(Account account, string arn)
        where T : Resource, IResourceType
    {
        var region = ServiceRouter.RegionOf(exchange);
        return ResourceArn.IdIn<T>(arn, region, account.Id) is { } id ? account.FindResource<T>(region, id) : null;
    }

    static Wire.ApiException NoTrustAnchor() => Errors.ResourceNotFoundException("Trust anchor not found");
}
