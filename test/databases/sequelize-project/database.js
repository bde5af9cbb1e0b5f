const { Sequelize } = require('sequelize');

exports.connect = url => new Sequelize(url, { dialect: 'postgres', logging: false });
