using Mantle.Core.Catalog;
using Mantle.Core.Entities;
using Mantle.Core.Modules;
using Mantle.Core.Operations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.House;

/// <summary>Every module is registered with all its parts.</summary>
[Collection(ServerCollection.Name)]
public class ModuleTests(TestServer server)
{
    [Fact]
    public void Each_project_of_a_service_is_served()
    {
        var projects = Directory
            .GetDirectories(Path.Combine(Mantle.Tests.Shared.Repository.Root, "src", "Services"))
            .Select(Path.GetFileName)
            .Order();
        Assert.Equal(projects, server.Server.Modules.Select(module => module.GetType().Assembly.GetName().Name).Distinct().Order());
    }

    [Fact]
    public void Each_has_its_model() =>
        Assert.All(
            server.Server.Modules,
            module =>
            {
                Assert.Equal(
                    module
                        .GetType()
                        .GetCustomAttributes(typeof(ServiceModuleAttribute), false)
                        .Cast<ServiceModuleAttribute>()
                        .Single()
                        .Service,
                    module.Service.Name
                );
                Assert.NotEmpty(module.Service.Operations);
            }
        );

    [Fact]
    public void Each_action_that_a_model_lists_is_one_of_AWS_s()
    {
        var listed = server
            .Server.Modules.Select(module => module.Service.Model)
            .Where(model => ServiceCatalog.ActionsOf(model.ActionPrefix).Any())
            .SelectMany(model => model.Actions.Select(action => $"{model.ActionPrefix}:{action}"))
            .ToList();
        Assert.NotEmpty(listed);
        // The newest operations are in the API's model before they are in the service authorization reference.
        Assert.Equal(
            [
                "cloudtrail:ListInsightsMetricData",
                "iam:GetRequestAuthorizationDetails",
                "iam:GetRequestAuthorizationPolicy",
                "iam:UpdateDelegationRequest",
            ],
            listed.Where(action => ServiceCatalog.FindAction(action) is null).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_class_of_an_operation_is_listed_and_can_be_made() =>
        Assert.All(
            server.Server.Modules,
            module =>
            {
                var classes = module
                    .GetType()
                    .Assembly.GetTypes()
                    .Where(type => type.IsDefined(typeof(OperationAttribute), inherit: false))
                    .Where(type =>
                        type.Namespace == module.GetType().Namespace
                        || type.Namespace!.StartsWith(module.GetType().Namespace + ".", StringComparison.Ordinal)
                    )
                    .Select(type => type.Name)
                    .Order(StringComparer.Ordinal);
                var made = module
                    .Service.Operations.Select(operation => module.Find(operation.Name)!)
                    .Where(operation => operation.IsImplemented)
                    .Select(operation => operation.Info.Name)
                    .Order(StringComparer.Ordinal);
                Assert.Equal(classes, made);
            }
        );

    [Fact]
    public void Operations_without_a_signature_have_somebody_who_proves_who_calls() =>
        Assert.All(
            server.Server.Modules.Where(module => module.Service.Operations.Any(operation => operation.Anonymous)),
            module => Assert.NotNull(module.Proof)
        );

    [Fact]
    public void A_name_that_is_no_operations_leaves_nothing_behind() =>
        Assert.All(server.Server.Modules, module => Assert.Null(module.Find("NoSuchOperation")));

    [Fact]
    public void Signing_names_belong_to_one_service_each()
    {
        var names = server.Server.Modules.Select(module => module.ServedAs).OfType<string>().ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Entities_are_kept_by_the_service_that_declares_them() =>
        Assert.All(
            server.Server.Modules.Select(module => module.GetType().Assembly).Distinct(),
            assembly =>
                Assert.Equal(
                    assembly
                        .GetTypes()
                        .Where(type => type.IsDefined(typeof(EntityAttribute), inherit: false))
                        .Select(type => type.Name)
                        .Order(),
                    ServedModules
                        .All.SelectMany(offer => offer.Entities.Types)
                        .Where(type => type.Assembly == assembly)
                        .Select(type => type.Name)
                        .Order()
                )
        );
}
