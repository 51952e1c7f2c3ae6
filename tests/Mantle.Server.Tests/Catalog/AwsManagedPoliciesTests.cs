using System.Text.Json;
using Mantle.Core.Catalog;
using Mantle.Policy;

namespace Mantle.Server.Tests.Catalog;

public class AwsManagedPoliciesTests
{
    [Fact]
    public void A_policy_is_found_by_its_arn()
    {
        var policy = AwsManagedPolicies.Find("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")!;
        Assert.Equal(("AmazonS3ReadOnlyAccess", "/", "v3"), (policy.Name, policy.Path, policy.VersionId));
        Assert.Equal("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", policy.Arn);
        Assert.Equal(new DateTimeOffset(2015, 2, 6, 18, 40, 59, TimeSpan.Zero), policy.CreateDate);
        Assert.Equal(new DateTimeOffset(2023, 8, 10, 21, 31, 39, TimeSpan.Zero), policy.UpdateDate);
        Assert.Contains("\"s3:Get*\"", policy.Document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "/service-role/")]
    [InlineData("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "/job-function/")]
    [InlineData("arn:aws:iam::aws:policy/aws-service-role/AccessAnalyzerServiceRolePolicy", "/aws-service-role/")]
    [InlineData("arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy", "/root-task/")]
    public void Paths_are_part_of_the_arn(string arn, string path) =>
        Assert.Equal((arn, path), (AwsManagedPolicies.Find(arn)!.Arn, AwsManagedPolicies.Find(arn)!.Path));

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/amazons3readonlyaccess")]
    [InlineData("arn:aws:iam::aws:policy/service-role/AmazonS3ReadOnlyAccess")]
    [InlineData("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAcces")]
    [InlineData("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess2")]
    [InlineData("arn:aws:iam::aws:policy/")]
    [InlineData("arn:aws:iam::aws:policy/0")]
    [InlineData("arn:aws:iam::aws:policy/zzzzzzz")]
    [InlineData("arn:aws:iam::aws:policy/Ünïcode")]
    [InlineData("arn:aws:iam::111122223333:policy/AmazonS3ReadOnlyAccess")]
    [InlineData("")]
    public void Any_other_arn_finds_nothing(string arn)
    {
        Assert.Null(AwsManagedPolicies.Find(arn));
        Assert.Null(AwsManagedPolicies.Compiled(arn));
    }

    [Fact]
    public void Every_policy_is_complete_and_found_again()
    {
        var all = AwsManagedPolicies.All.ToList();
        Assert.Equal(1595, all.Count);
        Assert.Equal(all.Count, all.Select(p => p.Id).Distinct().Count());
        foreach (var policy in all)
        {
            Assert.Equal(policy.Name, AwsManagedPolicies.Find(policy.Arn)?.Name);
            Assert.Matches("^ANPA[A-Z2-7]{17}$", policy.Id);
            Assert.Matches("^v[1-9][0-9]*$", policy.VersionId);
            Assert.True(policy.CreateDate <= policy.UpdateDate);
            using var document = JsonDocument.Parse(policy.Document);
            Assert.True(document.RootElement.TryGetProperty("Statement", out _));
        }
    }

    [Fact]
    public void They_are_listed_by_name_ignoring_case_and_from_anywhere()
    {
        var names = AwsManagedPolicies.All.Select(p => p.Name).ToList();
        Assert.Equal(names.OrderBy(n => n.ToLowerInvariant(), StringComparer.Ordinal), names);
        foreach (var at in new[] { 0, 1, 500, names.Count - 2, names.Count - 1 })
            Assert.Equal(names.Skip(at + 1), AwsManagedPolicies.After(names[at]).Select(p => p.Name));
        Assert.Equal(names, AwsManagedPolicies.After("0").Select(p => p.Name));
        Assert.Empty(AwsManagedPolicies.After("zzzz"));
    }

    [Fact]
    public void Every_policy_compiles()
    {
        // Longer than any document that IAM accepts, and attached to service-linked roles only.
        const string longest = "AWSSupportServiceRolePolicy";
        foreach (var policy in AwsManagedPolicies.All.Where(p => p.Name != longest))
        {
            var compiled = AwsManagedPolicies.Compiled(policy.Arn)!;
            Assert.Equal(new PolicySource(policy.Arn, PolicySourceType.AwsManaged), compiled.Source);
            Assert.Same(compiled, AwsManagedPolicies.Compiled(policy.Arn));
        }
    }

    [Fact]
    public void Looking_one_up_costs_a_few_strings_and_never_the_file()
    {
        const string arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        AwsManagedPolicies.Find(arn);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            AwsManagedPolicies.Find(arn);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 600);
    }
}
