using Mantle.Wire.Model;

namespace Mantle.Server.Tests.Operations;

/// <summary>The operations that tests of the models walk.</summary>
public static class ModelOperations
{
    public static TheoryData<string> OfIam => [.. All().Where(row => row.Data.Item1 == "iam").Select(row => row.Data.Item2)];

    /// <summary>The signing name of IAM or STS, and the name of each of its operations.</summary>
    public static TheoryData<string, string> All()
    {
        var operations = new TheoryData<string, string>();
        foreach (var service in new[] { Wire.Services.Iam, Wire.Services.Sts })
        foreach (var operation in service.Operations)
            operations.Add(service.SigningName, operation.Name);
        return operations;
    }

    internal static OperationModel Model(string service, string name) =>
        Wire.Services.Find(service)!.Model.Operations.Single(operation => operation.Name == name);
}
