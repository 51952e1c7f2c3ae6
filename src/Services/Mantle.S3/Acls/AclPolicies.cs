using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.S3.Entities;
using Mantle.S3.Store;

namespace Mantle.S3.Acls;

/// <summary>
/// Translates ACLs into policies: a grant becomes an Allow statement for an account or for everyone, with the actions of AWS's table of
/// permissions
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping"/>). So the
/// policy engine decides ACLs too, and an account that has a grant must still allow its own principals to use it.
/// </summary>
static class AclPolicies
{
    static readonly ConditionalWeakTable<BucketPolicy, PolicySet> Denials = [];
    static readonly ConditionalWeakTable<IReadOnlyList<AclGrant>, CompiledPolicy> OfBuckets = [];
    static readonly CompiledPolicy Nothing = Compile([]);

    /// <summary>The ACL of the bucket.</summary>
    public static CompiledPolicy OfBucket(BucketView view) =>
        view.Bucket.Acl is not { } grants ? Nothing
        : IgnoresPublic(view) ? Compile(BucketStatements(view.Bucket.Name, [.. grants.Where(grant => !grant.IsPublic)]))
        : OfBuckets.GetValue(grants, _ => Compile(BucketStatements(view.Bucket.Name, grants)));

    /// <summary>The ACL of an object.</summary>
    public static CompiledPolicy OfObject(BucketView view, StoredObject stored)
    {
        if (stored.Attributes.Acl is not { } grants)
            return Nothing;
        var resource = $"arn:aws:s3:::{view.Bucket.Name}/{Literal(stored.Key)}";
        var counted = IgnoresPublic(view) ? grants.Where(grant => !grant.IsPublic) : grants;
        return Compile([.. counted.Select(grant => Statement(grant, resource, ObjectActions(grant.Permission)))]);
    }

    /// <summary>The Deny statements of the bucket's policy: on other accounts' objects only they apply.</summary>
    public static PolicySet DenialsOf(BucketPolicy policy) =>
        Denials.GetValue(
            policy,
            static policy =>
            {
                var document = JsonNode.Parse(policy.Document.Text)!.AsObject();
                var statements = document["Statement"] is JsonArray several ? several.ToList() : [document["Statement"]];
                var denials = new JsonArray([
                    .. statements.Where(item => (string?)item!["Effect"] == "Deny").Select(item => item!.DeepClone()),
                ]);
                if (denials.Count == 0)
                    return PolicySet.Empty;
                document["Statement"] = denials;
                return PolicySet.Create(
                    WrittenPolicy.Compile(
                        PolicyText.Of(document.ToJsonString()),
                        new PolicySource("bucket policy", PolicySourceType.Resource),
                        policy.PrincipalIds
                    )
                );
            }
        );

    static bool IgnoresPublic(BucketView view) => view.Bucket.BlockedPublicAccess.And(view.Owner.PublicAccess).IgnorePublicAcls;

    static List<string> BucketStatements(string bucket, IReadOnlyList<AclGrant> grants)
    {
        var statements = new List<string>();
        foreach (var grant in grants)
        {
            statements.Add(Statement(grant, $"arn:aws:s3:::{bucket}", BucketActions(grant.Permission)));
            if (grant.Permission is AclGrant.Write or AclGrant.FullControl)
                statements.Add(Statement(grant, $"arn:aws:s3:::{bucket}/*", [Actions.PutObject]));
        }
        return statements;
    }

    static ActionName[] BucketActions(string permission) =>
        permission switch
        {
            AclGrant.Read => [Actions.ListBucket, Actions.ListBucketVersions, Actions.ListBucketMultipartUploads],
            AclGrant.ReadAcp => [Actions.GetBucketAcl],
            AclGrant.WriteAcp => [Actions.PutBucketAcl],
            AclGrant.FullControl =>
            [
                Actions.ListBucket,
                Actions.ListBucketVersions,
                Actions.ListBucketMultipartUploads,
                Actions.GetBucketAcl,
                Actions.PutBucketAcl,
            ],
            _ => [],
        };

    static ActionName[] ObjectActions(string permission) =>
        permission switch
        {
            AclGrant.Read => [Actions.GetObject, Actions.GetObjectVersion],
            AclGrant.ReadAcp => [Actions.GetObjectAcl, Actions.GetObjectVersionAcl],
            AclGrant.WriteAcp => [Actions.PutObjectAcl, Actions.PutObjectVersionAcl],
            AclGrant.FullControl =>
            [
                Actions.GetObject,
                Actions.GetObjectVersion,
                Actions.GetObjectAcl,
                Actions.GetObjectVersionAcl,
                Actions.PutObjectAcl,
                Actions.PutObjectVersionAcl,
            ],
            _ => [],
        };

    /// <summary>One statement; empty for a grant to nobody that this server knows.</summary>
    static string Statement(AclGrant grant, string resource, ActionName[] actions)
    {
        if (actions.Length == 0 || (grant.AccountId is null && !grant.IsPublic))
            return "";
        var principal = grant.AccountId is { } account ? $$"""{"AWS":"arn:aws:iam::{{account}}:root"}""" : "\"*\"";
        var condition = grant.Group == AclGrant.AuthenticatedUsers ? ""","Condition":{"Null":{"aws:PrincipalIsAWSService":"false"}}""" : "";
        var named = string.Join(',', actions.Select(action => $"\"{action}\""));
        var target = JsonEncodedText.Encode(resource);
        return $$"""{"Effect":"Allow","Principal":{{principal}},"Action":[{{named}}],"Resource":"{{target}}"{{condition}}}""";
    }

    /// <summary>A key as a pattern that matches only the key itself.</summary>
    static string Literal(string key)
    {
        var text = new StringBuilder(key.Length);
        foreach (var character in key)
            text.Append(character is '*' or '?' or '$' ? $"${{{character}}}" : character);
        return text.ToString();
    }

    static CompiledPolicy Compile(List<string> statements)
    {
        var given = statements.Where(statement => statement.Length > 0).ToList();
        // A policy needs a statement; this one allows nothing to anyone.
        if (given.Count == 0)
            given.Add("""{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::"}""");
        return WrittenPolicy.Compile(
            PolicyText.Of($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', given)}}]}"""),
            new PolicySource("ACL", PolicySourceType.Resource),
            isDerived: true
        );
    }
}
