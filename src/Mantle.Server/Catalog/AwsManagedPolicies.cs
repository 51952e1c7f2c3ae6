namespace Mantle.Server.Catalog;

sealed record AwsManagedPolicy(string Arn, string Name, string Path, string Id, string VersionId, DateTimeOffset CreateDate, DateTimeOffset UpdateDate, string Document);

static class AwsManagedPolicies
{
    public static bool IsAwsManaged(string arn) => arn.StartsWith("arn:aws:iam::aws:policy/", StringComparison.Ordinal);
    public static AwsManagedPolicy? Find(string arn) => null;
    public static IEnumerable<AwsManagedPolicy> After(string? name) => [];
    public static Mantle.Policy.CompiledPolicy? Compiled(string arn) => null;
}
