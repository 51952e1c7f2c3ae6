namespace Mantle.Iam.AccessReports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(OrganizationsReport))]
sealed partial class OrganizationsReportJson : JsonSerializerContext;
