using Mantle.Core.Catalog;

namespace Mantle.Benchmarks.Catalog;

/// <summary>Measures look-ups in the embedded catalog, which is searched in mapped memory.</summary>
static class CatalogBenchmarks
{
    public static IReadOnlyList<MicroCase> Cases() =>
        [
            new("find an AWS managed policy by its ARN", () => AwsManagedPolicies.Find("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")),
            new(
                "find one and read its document (266 characters)",
                () => _ = AwsManagedPolicies.Find("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")!.Document
            ),
            new("list all 1595 without their documents", () => _ = AwsManagedPolicies.All.Count()),
            new("find an action", () => ServiceCatalog.FindAction("s3:GetObject")),
            new("find a condition key with a free part", () => ServiceCatalog.FindConditionKey("iam", "aws:ResourceTag/team")),
        ];
}
