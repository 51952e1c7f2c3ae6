using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.S3.Entities;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

/// <summary>The ACL that a request asks for: a canned ACL, grants in headers, or a document.</summary>
/// <param name="Canned">The name; null where there is none.</param>
/// <param name="FullControl">Grantees of <c>x-amz-grant-full-control</c>, and so on.</param>
sealed record RequestedAcl(string? Canned, string? FullControl, string? Read, string? ReadAcp, string? Write, string? WriteAcp)
{
    const int MostGrants = 100;

    static readonly string[] Groups = [AclGrant.AllUsers, AclGrant.AuthenticatedUsers, AclGrant.LogDelivery];

    public static RequestedAcl Of(CreateBucketRequest r) =>
        new(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, r.GrantWrite, r.GrantWriteACP);

    public static RequestedAcl Of(PutBucketAclRequest r) =>
        new(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, r.GrantWrite, r.GrantWriteACP);

    public static RequestedAcl Of(PutObjectAclRequest r) =>
        new(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, r.GrantWrite, r.GrantWriteACP);

    public static RequestedAcl Of(PutObjectRequest r) => new(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, null, r.GrantWriteACP);

    public static RequestedAcl Of(CreateMultipartUploadRequest r) =>
        new(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, null, r.GrantWriteACP);

    public static RequestedAcl Of(CopyObjectRequest r) =>
        new(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, null, r.GrantWriteACP);

    public bool HasGrants => (FullControl ?? Read ?? ReadAcp ?? Write ?? WriteAcp) is not null;

    /// <summary>Whether the request has ACL headers.</summary>
    public bool IsPresent => Canned is not null || HasGrants;

    /// <summary>Refuses a request that sets an ACL and says none, in headers or in a document.</summary>
    public void CheckPresent(AccessControlPolicy? document)
    {
        if (!IsPresent && document is null)
            throw Errors.MissingSecurityHeader().With(("MissingHeaderName", "x-amz-acl"));
    }

    /// <summary>The condition keys of the grants.</summary>
    public (string, string?)[] GrantKeys() =>
        [
            ("s3:x-amz-grant-full-control", FullControl),
            ("s3:x-amz-grant-read", Read),
            ("s3:x-amz-grant-read-acp", ReadAcp),
            ("s3:x-amz-grant-write", Write),
            ("s3:x-amz-grant-write-acp", WriteAcp),
        ];

    /// <summary>The condition keys of the headers.</summary>
    public (string, string?)[] Keys() => [("s3:x-amz-acl", Canned), .. GrantKeys()];

    /// <summary>The grants of a bucket; null where the request asks for none.</summary>
    public ValueTask<IReadOnlyList<AclGrant>?> OfBucketAsync(Call call, AccountId owner, AccessControlPolicy? document = null) =>
        ReadAsync(call, owner, document, name => CannedAcl.OfBucket(name, owner));

    /// <summary>The grants of an object; null where the request asks for none.</summary>
    public ValueTask<IReadOnlyList<AclGrant>?> OfObjectAsync(
        Call call,
        AccountId owner,
        AccountId bucketOwner,
        AccessControlPolicy? document = null
    ) => ReadAsync(call, owner, document, name => CannedAcl.OfObject(name, owner, bucketOwner));

    async ValueTask<IReadOnlyList<AclGrant>?> ReadAsync(
        Call call,
        AccountId owner,
        AccessControlPolicy? document,
        Func<string, IReadOnlyList<AclGrant>> canned
    )
    {
        if (Canned is not null && HasGrants)
            throw Errors.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        if (IsPresent && document is not null)
            throw new Wire.ApiException("UnexpectedContent", 400, Wire.Fault.Sender, "This request does not support content");
        if (Canned is not null)
            return Unless(canned(Canned), owner);
        if (HasGrants)
            return Unless(await OfHeadersAsync(call), owner);
        return document is null ? null : Unless(await OfDocumentAsync(call, document, owner), owner);
    }

    /// <summary>Full control for the owner alone is stored as null.</summary>
    static IReadOnlyList<AclGrant>? Unless(IReadOnlyList<AclGrant> grants, AccountId owner) =>
        grants is [var only] && only == CannedAcl.Full(owner) ? null : grants;

    async ValueTask<IReadOnlyList<AclGrant>> OfHeadersAsync(Call call)
    {
        var grants = new List<AclGrant>();
        foreach (
            var (header, permission, text) in new[]
            {
                ("x-amz-grant-full-control", AclGrant.FullControl, FullControl),
                ("x-amz-grant-read", AclGrant.Read, Read),
                ("x-amz-grant-read-acp", AclGrant.ReadAcp, ReadAcp),
                ("x-amz-grant-write", AclGrant.Write, Write),
                ("x-amz-grant-write-acp", AclGrant.WriteAcp, WriteAcp),
            }
        )
        foreach (var item in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split('=', 2, StringSplitOptions.TrimEntries);
            var value = parts.Length == 2 ? parts[1].Trim('"') : "";
            grants.Add(
                parts[0] switch
                {
                    "id" => await OfIdAsync(call, permission, value, "id"),
                    "uri" => OfGroup(permission, value),
                    "emailAddress" => throw ByAddress(),
                    _ => throw Errors
                        .InvalidArgument("Argument format not recognized")
                        .With(("ArgumentName", header), ("ArgumentValue", text!)),
                }
            );
        }
        return grants;
    }

    static async ValueTask<IReadOnlyList<AclGrant>> OfDocumentAsync(Call call, AccessControlPolicy document, AccountId owner)
    {
        if (document.Owner?.ID is not { } id || document.Grants is not { } listed || listed.Count > MostGrants)
            throw Errors.MalformedACLError();
        if (id != CanonicalUser.Id(owner))
            throw Errors.AccessDenied();
        var grants = new List<AclGrant>();
        foreach (var grant in listed)
        {
            if (grant is not { Grantee: { } grantee, Permission: { } permission })
                throw Errors.MalformedACLError();
            grants.Add(
                grantee switch
                {
                    { Type: "CanonicalUser", ID: { } named } => await OfIdAsync(call, permission, named, "CanonicalUser/ID"),
                    { Type: "Group", URI: { } group } => OfGroup(permission, group),
                    { Type: "AmazonCustomerByEmail", EmailAddress: not null } => throw ByAddress(),
                    _ => throw Errors.MalformedACLError(),
                }
            );
        }
        return grants;
    }

    static AclGrant OfGroup(string permission, string uri) =>
        Groups.Contains(uri)
            ? new AclGrant(permission, null, null, uri)
            : throw Errors.InvalidArgument("Invalid group uri").With(("ArgumentName", "uri"), ("ArgumentValue", uri));

    /// <summary>The account of a canonical user id. The caller's own id needs no look-up.</summary>
    static async ValueTask<AclGrant> OfIdAsync(Call call, string permission, string id, string argument)
    {
        if (CanonicalUser.Id(call.Account) == id)
            return new AclGrant(permission, id, call.Account.Id, null);
        await foreach (var account in call.View.NamesAsync(NameKind.Account))
            if (CanonicalUser.Id(account.AccountId) == id)
                return new AclGrant(permission, id, account.AccountId, null);
        throw Errors.InvalidArgument("Invalid id").With(("ArgumentName", argument), ("ArgumentValue", id));
    }

    /// <summary>S3 has accepted no grants by email address since October 2025.</summary>
    static Wire.ApiException ByAddress() => Errors.MethodNotAllowed();
}
