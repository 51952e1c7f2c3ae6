using Mantle.Core.Catalog;

namespace Mantle.Server.Tests.Catalog;

public class ServiceCatalogTests
{
    [Fact]
    public void A_service_is_found_by_its_prefix()
    {
        var s3 = ServiceCatalog.FindService("S3")!;
        Assert.Equal(("s3", "Amazon S3", true), (s3.Prefix, s3.Name, s3.HasResourceControlPolicies));
        Assert.Contains("s3:prefix", s3.ConditionKeys);
        Assert.Null(ServiceCatalog.FindService("s"));
        Assert.Null(ServiceCatalog.FindService(""));
        Assert.Null(ServiceCatalog.FindService("s33"));
    }

    [Theory]
    [InlineData("s3:GetObject", nameof(AccessLevel.Read))]
    [InlineData("S3:getobject", nameof(AccessLevel.Read))]
    [InlineData("s3:ListBucket", nameof(AccessLevel.List))]
    [InlineData("s3:PutObjectTagging", nameof(AccessLevel.Tagging))]
    [InlineData("s3:PutBucketPolicy", nameof(AccessLevel.PermissionsManagement))]
    [InlineData("iam:PassRole", nameof(AccessLevel.Write))]
    public void An_action_is_found_by_its_name(string name, string level)
    {
        var action = ServiceCatalog.FindAction(name)!;
        Assert.Equal(name, action.Name, ignoreCase: true);
        Assert.Equal(level, action.Level.ToString());
    }

    [Theory]
    [InlineData("s3:GetObjects")]
    [InlineData("s3:")]
    [InlineData("s3")]
    [InlineData("")]
    [InlineData(":GetObject")]
    [InlineData("s3:Get*")]
    public void Any_other_name_finds_nothing(string name) => Assert.Null(ServiceCatalog.FindAction(name));

    [Fact]
    public void An_action_tells_its_resources_and_keys()
    {
        var pass = ServiceCatalog.FindAction("iam:PassRole")!;
        Assert.Equal(("role", true), (pass.Resources[0].Type, pass.Resources[0].IsRequired));
        Assert.Equal(["iam:AssociatedResourceArn", "iam:PassedToService"], pass.ConditionKeys);

        var get = ServiceCatalog.FindAction("s3:GetObject")!;
        Assert.Equal(["accesspointobject", "object"], get.Resources.Select(r => r.Type));
        Assert.All(get.Resources, r => Assert.False(r.IsRequired));
        Assert.Contains("s3:ExistingObjectTag/<key>", get.ConditionKeys);

        var run = ServiceCatalog.FindAction("ec2:RunInstances")!;
        Assert.Contains("ec2:InstanceType", run.Resources.Single(r => r.Type == "instance").ConditionKeys);

        Assert.Empty(ServiceCatalog.FindAction("s3:ListAllMyBuckets")!.Resources);
    }

    [Fact]
    public void A_resource_type_tells_its_arn()
    {
        Assert.Equal("arn:${Partition}:s3:::${BucketName}/${ObjectName}", ServiceCatalog.FindResourceType("s3:object")!.Arn);
        Assert.Equal("arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}", ServiceCatalog.FindResourceType("iam:role")!.Arn);
        Assert.Contains("iam:ResourceTag/${TagKey}", ServiceCatalog.FindResourceType("iam:role")!.ConditionKeys);
        Assert.NotNull(ServiceCatalog.FindResourceType("gameliftstreams:stream group"));
        Assert.Null(ServiceCatalog.FindResourceType("s3:nothing"));
    }

    [Theory]
    [InlineData("s3", "s3:prefix", "s3:prefix", "String")]
    [InlineData("s3", "S3:PREFIX", "s3:prefix", "String")]
    [InlineData("s3", "s3:max-keys", "s3:max-keys", "Numeric")]
    [InlineData("iam", "aws:ResourceTag/team", "aws:ResourceTag/${TagKey}", "String")]
    [InlineData("iam", "aws:TagKeys", "aws:TagKeys", "ArrayOfString")]
    [InlineData("s3", "s3:ExistingObjectTag/a/b", "s3:ExistingObjectTag/<key>", "String")]
    [InlineData(
        "codebuild",
        "codebuild:environment.environmentVariables/HOME.value",
        "codebuild:environment.environmentVariables/${name}.value",
        "String"
    )]
    public void A_condition_key_is_found_as_it_is_used(string service, string used, string name, string type)
    {
        var key = ServiceCatalog.FindConditionKey(service, used)!;
        Assert.Equal((name, type), (key.Name, key.Type));
    }

    [Theory]
    [InlineData("s3", "s3:prefixes")]
    [InlineData("iam", "s3:prefix")]
    [InlineData("iam", "aws:ResourceTag/")]
    [InlineData("codebuild", "codebuild:environment.environmentVariables/.value")]
    [InlineData("", "s3:prefix")]
    public void A_key_that_a_service_does_not_know_is_not_found(string service, string used) =>
        Assert.Null(ServiceCatalog.FindConditionKey(service, used));

    [Fact]
    public void The_whole_catalog_can_be_walked()
    {
        var (services, actions, types, keys) = (0, 0, 0, 0);
        foreach (var service in ServiceCatalog.Services)
        {
            services++;
            foreach (var action in ServiceCatalog.ActionsOf(service.Prefix))
            {
                actions++;
                Assert.StartsWith(service.Prefix + ":", action.Name, StringComparison.Ordinal);
                foreach (var resource in action.Resources)
                    Assert.NotNull(ServiceCatalog.FindResourceType($"{service.Prefix}:{resource.Type}"));
            }
            foreach (var type in ServiceCatalog.ResourceTypesOf(service.Prefix))
            {
                types++;
                Assert.NotEmpty(type.Arn);
            }
            Assert.Equal(
                service.ConditionKeys.Order(StringComparer.OrdinalIgnoreCase),
                ServiceCatalog.ConditionKeysOf(service.Prefix).Select(k => k.Name).Order(StringComparer.OrdinalIgnoreCase)
            );
            keys += service.ConditionKeys.Count;
        }
        Assert.Equal((456, 22091, 2334, 2578), (services, actions, types, keys));
    }
}
