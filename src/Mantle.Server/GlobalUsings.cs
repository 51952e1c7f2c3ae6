global using System.Globalization;
global using System.Text.Json.Serialization;
global using Mantle.Server.Entities;
