namespace Mantle.Iam.AccessReports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AccessReport))]
sealed partial class ReportJson : JsonSerializerContext;
